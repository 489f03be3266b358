"""Whoever asks, as a parameter, so that what is asked about them is put together only once."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Boolean, Integer, bindparam

from recognition import acting, clock
from recognition.database import UtcDateTime


def _this_second() -> datetime:
    return clock.now().replace(microsecond=0)


ME: BindParameter[int] = bindparam("me", type_=Integer)
FREELY: BindParameter[bool] = bindparam("freely", type_=Boolean)
COVER: BindParameter[int] = bindparam("cover", type_=Integer)
CANDIDACY: BindParameter[int] = bindparam("candidacy", type_=Integer)
ROUND: BindParameter[int] = bindparam("round", type_=Integer)
NOW: BindParameter[datetime] = bindparam("now", callable_=clock.now, type_=UtcDateTime)
SECOND: BindParameter[datetime] = bindparam("second", callable_=_this_second, type_=UtcDateTime)
"""The instant at which a statement is asked, and the second it falls into; nobody passes them."""


def asked_by(person_id: int) -> dict[str, Any]:
    """Return the values of `ME`, and of `FREELY` and `COVER`, which `held.is_used` asks for."""
    me = acting.behind(person_id)
    cover = (me.cover_id or 0) if me is not None else 0
    return {"me": person_id, "freely": me is None, "cover": cover}
