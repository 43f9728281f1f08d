"""Forms, generated from ui/ by installer/generate.py."""
