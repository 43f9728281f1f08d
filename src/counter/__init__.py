"""Counter: service-counter software for social security and medical insurance."""

__version__ = "0.1.0"
