"""How the pages are served, wherever they are: `gunicorn -c python:kith.config.web`. Names are gunicorn's own."""

threads = 4
control_socket_disable = True
loglevel = "warning"
timeout = 120  # seconds: the longest that saving a county's returns may take
