"""Our scripts and stylesheets as they are sent: one file for each page, without comments and blanks. Pure.

The sources stay plain ES modules that a browser runs as they are; nothing here is needed to work on them. For sending, what a
module imports is put into it, each imported module closed in a function of its own, so that names cannot meet:

    import { ask } from "./queue.js";   →   const m0=(()=>{…;return{ask}})();const{ask}=m0;
    import "./install.js";              →   const m1=(()=>{…;return{}})();

Only the forms that our modules use are known; anything else is refused, so that a page is never sent half a program.
An import on demand stays what it is; its address comes from the page, which knows the name with the hash.
"""

import re
from collections.abc import Callable, Iterator

import minify

_IMPORT = re.compile(r'^import (?:\{ (?P<names>[\w$, ]+) \} from )?"\./(?P<name>[\w-]+\.js)";$', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?function (?P<function>\w+)|const (?P<const>\w+) =)", re.M)
_FOREIGN = re.compile(r"^(?:import\s*[\w{*\"']|export\b)|\bimport\.meta\b", re.M)
_AT_THE_TOP = re.compile(r"^(?:await\b|for await\b|(?:const|let) [^=]+= await\b)", re.M)


class CannotBundle(ValueError):
    """A module uses a form of import or export that is not known here."""


def minified_css(source: str) -> str:
    return str(minify.string("text/css", source))


def bundled(name: str, read: Callable[[str], str]) -> str:
    """The module called ``name`` with all it imports, minified. ``read`` gives the source of a file of the same folder.

    Raises:
        CannotBundle: an unknown form, or modules that import each other in a circle.
    """
    parts: list[str] = []
    body, exports = _inlined(name, read, {}, parts, ())
    told = f"\nexport{{{','.join(exports)}}};" if exports else ""
    return str(minify.string("application/javascript", "".join(parts) + body + told))


def _inlined(
    name: str, read: Callable[[str], str], known: dict[str, str], parts: list[str], above: tuple[str, ...]
) -> tuple[str, list[str]]:
    """One module's own code and what it exports; the modules it needs are added to ``parts`` before it."""
    if name in above:
        raise CannotBundle(f"{name} imports itself by way of {', '.join(above)}")
    source = read(name)
    for found in _IMPORT.finditer(source):
        needed = found["name"]
        if needed not in known:
            body, exports = _inlined(needed, read, known, parts, (*above, name))
            known[needed] = f"m{len(known)}"
            parts.append(f"const {known[needed]}=(()=>{{{body}\nreturn{{{','.join(exports)}}};}})();\n")
    body = _IMPORT.sub(lambda found: _taken(found["names"], known[found["name"]]), source)
    exports = list(_names(body))
    body = _EXPORT.sub("", body)
    if refused := _FOREIGN.search(body):
        raise CannotBundle(f"{name}: {body[refused.start() :].splitlines()[0]}")
    if above and _AT_THE_TOP.search(body):
        raise CannotBundle(f"{name} waits at the top")
    return body, exports


def _taken(names: str | None, module: str) -> str:
    return f"const {{ {names} }} = {module};" if names else ""


def _names(body: str) -> Iterator[str]:
    for found in _EXPORT.finditer(body):
        yield found["function"] or found["const"]
