"""The `counter` command."""
