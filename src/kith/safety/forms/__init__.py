"""Forms about safety: asking, answering, orders, who must not meet, the adoption route, news, protected people."""
