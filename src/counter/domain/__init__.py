"""The pure core: money, people, claims, policies and what follows from them.

Standard library only, frozen dataclasses, no input or output and no clock: everything here can be
called from any thread and gives the same answer for the same arguments.
"""
