"""printing adapter."""
