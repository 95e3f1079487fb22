"""The pages are served with the same options by `kith serve` and in the journeys."""

from gunicorn.config import Config

from kith.config import start, web


def test_every_option_is_one_of_the_servers_own() -> None:
    ours = {name: value for name, value in vars(web).items() if not name.startswith("_")}
    config = Config()
    for name, value in ours.items():
        config.set(name, value)
    assert {name: getattr(config, name) for name in ours} == ours
    assert len(ours) == 4


def test_the_command_takes_them_from_there() -> None:
    assert f"python:{web.__name__}" == start.WEB
    text = start.__loader__.get_source(start.__name__)  # type: ignore[union-attr]
    assert '"--config", WEB' in text
    assert "--threads" not in text
    assert "--timeout" not in text
