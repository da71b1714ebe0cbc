"""The front hall: settings, addresses, the few screens that join every room."""
