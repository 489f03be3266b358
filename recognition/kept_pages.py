"""A page that is the same for every visitor is kept until something that it tells changes.

Only for those who have not signed in, and for whom nothing waits to be said: whoever brings a
session gets a page of their own, and so does whoever reads another language than English, for
whom people may improve each word. Nothing is kept longer than the remembered answers it was made
of, and a page that reads anything else is made anew each time: see `remembering`.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import request, session

from recognition import patience
from recognition.remembering import keep_nothing, kept_while_true
from recognition.words import ENGLISH, language

MOST = 20
"""Pages of one kind that a process keeps; whoever asks for many addresses fills no memory."""
LONGEST_ADDRESS = 200
Arguments = ParamSpec("Arguments")


def kept_for_visitors(view: Callable[Arguments, str]) -> Callable[Arguments, str]:
    """Mark a view whose page depends on its address and on what is public, and on nothing else."""
    name = f"{view.__module__}.{view.__qualname__}"

    @wraps(view)
    def shown(*args: Arguments.args, **kwargs: Arguments.kwargs) -> str:
        its_own = session or language() != ENGLISH or patience.gave_up()
        if its_own or len(request.full_path) > LONGEST_ADDRESS:
            return view(*args, **kwargs)

        def make() -> str:
            page = view(*args, **kwargs)
            if session:  # a token against forgery, say: it is this visitor's alone
                keep_nothing()
            return page

        return kept_while_true(name, (request.script_root, request.full_path), make, most=MOST)

    return shown
