"""A module beside the notebook."""


def divide(a, b):
    # the comment above the line that fails
    return a / b
