"""Pure errors of rendering."""


class CannotPrint(ValueError):
    """The claims hold something the typesetter cannot set faithfully, such as a script the font does not have."""
