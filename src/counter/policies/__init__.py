"""Rules from files: TOML packages in, a `PolicyBook` out, every problem with its file and line.

pydantic and tomllib are imported only here; the window starts without this package and the composition root imports it
when the first policy is needed.
"""
