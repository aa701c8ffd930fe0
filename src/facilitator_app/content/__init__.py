"""The framework's steps, courses and forms as data: loaded, checked and frozen.

Nothing is imported here, so that a first start pays for pydantic only when content is needed:
`from facilitator_app.content.catalogue import load`.
"""
