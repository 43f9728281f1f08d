"""The groups of sub-commands: a file each, which is loaded only when a command of its group was typed."""
