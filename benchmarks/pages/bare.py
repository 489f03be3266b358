"""A bare Flask page of 20 KB, served as our pages are: what everything else is compared with."""

import sys

from flask import Flask
from waitress import serve

SIZE = 20_000


def create_bare() -> Flask:
    """Return an application with one page."""
    app = Flask(__name__)
    line = "<p>The same words again and again, about as many as one of our pages has.</p>\n"
    page = "<!doctype html><title>Bare</title>" + line * (SIZE // len(line))

    @app.get("/")
    def bare() -> str:
        return page

    return app


if __name__ == "__main__":
    serve(create_bare(), host="127.0.0.1", port=int(sys.argv[1]), threads=4)
