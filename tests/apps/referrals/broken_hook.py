"""A stop hook that fails, to see the whole stop rolled back rather than half of it kept."""


def hold_nothing(actor: object, **given: object) -> None:
    raise RuntimeError("this hook fails")
