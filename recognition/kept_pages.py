"""A page that is the same for every visitor is kept until something that it tells changes.

Only for those who have not signed in, and for whom nothing waits to be said: whoever brings a
session gets a page of their own. Nothing is kept longer than the remembered answers it was made of,
and a page that reads anything else is made anew each time: see `remembering`.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import request, session

from recognition import patience
from recognition.remembering import kept_while_true
from recognition.words import language

MOST = 100
"""Pages of one kind that a process keeps."""
LONGEST_ADDRESS = 200
Arguments = ParamSpec("Arguments")


def kept_for_visitors(view: Callable[Arguments, str]) -> Callable[Arguments, str]:
    """Mark a view whose page depends on its address, on the language, and on what is public."""
    name = f"{view.__module__}.{view.__qualname__}"

    @wraps(view)
    def shown(*args: Arguments.args, **kwargs: Arguments.kwargs) -> str:
        if session or patience.gave_up() or len(request.full_path) > LONGEST_ADDRESS:
            return view(*args, **kwargs)
        key = (language(), request.script_root, request.full_path)
        return kept_while_true(name, key, lambda: view(*args, **kwargs), most=MOST)

    return shown
