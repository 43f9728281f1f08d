"""Paper: frozen settlements become PDF, and PDF goes to a print queue. docs/paper.md is the way in."""
