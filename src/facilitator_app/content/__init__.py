"""The framework's steps, courses and forms: loaded and validated."""
