"""The window that a clerk works in: frame, pages, table models, wording and looks.

Start it with `counter.desktop.application.run_desktop`. PySide6 is imported here and nowhere else in the program.
"""
