"""One queue for checkers: the list, one nomination on one screen, and what is done with it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.nominations import actions, checking_letters, checking_words, queries, redacting
from recognition.nominations.checking_forms import (
    AskForm,
    DeclineForm,
    LinkForm,
    MoveForm,
    OtherForm,
    PartForm,
    RedactForm,
    SeenForm,
    TickedForm,
)
from recognition.nominations.forms import relationship_name
from recognition.nominations.queries import CheckSheet, Sieve
from recognition.nominations.signals import pieces
from recognition.pages import page_number, received, refuse
from recognition.people.queries import is_administrator
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.words import _, ngettext

LONGEST_SEARCH = 100
ONE = "/<reference>"

bp = Blueprint("checking", __name__, url_prefix="/manage/checking")
Forms = dict[str, Any]


def _sieve() -> Sieve:
    """Return what the address asks for; anything odd means everything that waits."""
    asked = request.args
    needs, state = asked.get("needs", ""), asked.get("state", "")
    return Sieve(
        scheme=asked.get("scheme", "")[:LONGEST_SEARCH],
        needs=needs if needs in queries.NEEDS else "",
        state=state if state in queries.STATES else queries.STATES[0],
        q=asked.get("q", "").strip()[:LONGEST_SEARCH],
    )


def _filters() -> dict[str, Any]:
    """Return the filters as an address holds them, so that they go along from page to page."""
    sieve = _sieve()
    state = "" if sieve.state == queries.STATES[0] else sieve.state
    held = {"scheme": sieve.scheme, "needs": sieve.needs, "state": state, "q": sieve.q}
    return {name: value for name, value in held.items() if value}


@bp.get("")
@open_to(is_administrator)
def queue() -> ResponseReturnValue:
    """What waits, oldest first."""
    return _queue_page(TickedForm())


@bp.post("/accept")
@open_to(is_administrator)
def accept_ticked() -> ResponseReturnValue:
    """Accept those that were ticked and are still as the page showed them."""
    form = TickedForm()
    if not form.validate_on_submit():
        return _queue_page(form)
    pairs = (value.partition(" ") for value in form.ticked.data or ())
    ticked = {reference: edition for reference, _space, edition in pairs}
    try:
        if not ticked:
            raise Refused(_("Tick the nominations that you want to accept."), field="ticked")
        done = actions.accept_ticked(ticked, actor=required_viewer())
    except Refused as refused:
        refuse(form, refused)
        return _queue_page(form)
    if done:
        flash(
            ngettext("%(num)s nomination is accepted.", "%(num)s nominations are accepted.", done)
        )
    if done < len(ticked):
        flash(
            ngettext(
                "%(num)s has changed meanwhile. Read it once more.",
                "%(num)s have changed meanwhile. Read them once more.",
                len(ticked) - done,
            ),
            "important",
        )
    return redirect(url_for("checking.queue", **_filters()), 303)


def _queue_page(form: TickedForm) -> ResponseReturnValue:
    viewer, sieve, number = required_viewer(), _sieve(), page_number()
    listed = queries.queue(viewer, sieve, number, received())
    if number > 1 and not listed.lines:
        return redirect(url_for("checking.queue", **_filters()))
    done = request.args.get("done", "")
    page = render_template(
        "nominations/checking.html",
        form=form,
        queue=listed,
        sieve=sieve,
        filters=_filters(),
        number=number,
        at=received(),
        say=checking_words,
        needs=("", *queries.NEEDS),
        states=queries.STATES,
        last=queries.last_act(viewer, done) if done else None,
    )
    return page, 422 if form.errors else 200


@bp.get(ONE)
@open_to(queries.may_check)
def sheet(reference: str) -> ResponseReturnValue:
    """One nomination, and everything that can be done with it."""
    return _sheet_page(reference, {})


@bp.post(f"{ONE}/accept")
@open_to(queries.may_check)
def accept(reference: str) -> ResponseReturnValue:
    """Accept it."""
    form = SeenForm()
    return _act(reference, "accept", form, actions.accept_read, onwards=True)


@bp.post(f"{ONE}/decline")
@open_to(queries.may_check)
def decline(reference: str) -> ResponseReturnValue:
    """Decline it with kind words."""
    form = DeclineForm()
    words = form.letter.data or ""
    return _act(reference, "decline", form, actions.decline, onwards=True, words=words)


@bp.post(f"{ONE}/redact")
@open_to(queries.may_check)
def redact(reference: str) -> ResponseReturnValue:
    """Take words out."""
    form = RedactForm()
    phrases = [*(form.found.data or ()), *redacting.phrases_of(form.words.data or "")]
    return _act(reference, "redact", form, actions.redact, phrases=list(dict.fromkeys(phrases)))


@bp.post(f"{ONE}/link")
@open_to(queries.may_check)
def link(reference: str) -> ResponseReturnValue:
    """Say who of the directory the nominee is."""
    form = LinkForm()
    return _act(reference, "link", form, actions.link, value=form.nominee.data or "")


@bp.post(f"{ONE}/merge")
@open_to(queries.may_check)
def merge(reference: str) -> ResponseReturnValue:
    """Say that two nominees are one."""
    form = OtherForm()
    return _act(reference, "other", form, actions.merge, other_id=_number(form.other.data))


@bp.post(f"{ONE}/apart")
@open_to(queries.may_check)
def tell_apart(reference: str) -> ResponseReturnValue:
    """Say that two nominees who look alike are two."""
    form = OtherForm()
    return _act(reference, "other", form, actions.tell_apart, other_id=_number(form.other.data))


@bp.post(f"{ONE}/part-again")
@open_to(queries.may_check)
def part_again(reference: str) -> ResponseReturnValue:
    """Undo an earlier merge."""
    form = OtherForm()
    return _act(reference, "other", form, actions.part_again, old_id=_number(form.other.data))


@bp.post(f"{ONE}/part")
@open_to(queries.may_check)
def part(reference: str) -> ResponseReturnValue:
    """Take it out of its candidacy: it is about somebody else."""
    form = PartForm()
    name, place = form.name.data or "", form.place.data or ""
    return _act(reference, "part", form, actions.part, name=name, place=place)


@bp.post(f"{ONE}/move")
@open_to(queries.may_check)
def move(reference: str) -> ResponseReturnValue:
    """Move it to another category."""
    form = MoveForm()
    return _act(reference, "move", form, actions.move, category_id=_number(form.category.data))


@bp.post(f"{ONE}/ask")
@open_to(queries.may_check)
def ask(reference: str) -> ResponseReturnValue:
    """Ask the nominator something."""
    form = AskForm()
    question = form.question.data or ""
    return _act(reference, "ask", form, actions.ask, onwards=True, question=question)


@bp.post(f"{ONE}/hr")
@open_to(queries.may_check)
def hr(reference: str) -> ResponseReturnValue:
    """Note what HR said: yes or no, and never why."""
    said = request.form.get("other")
    if OtherForm().validate_on_submit() and said in {"yes", "no"}:
        actions.say_checked_with_hr(reference, fine=said == "yes", actor=required_viewer())
        flash(_("Noted what HR said."))
    return redirect(url_for("checking.sheet", reference=reference, **_filters()), 303)


@bp.post(f"{ONE}/undo")
@open_to(queries.may_check)
def undo(reference: str) -> ResponseReturnValue:
    """Undo the last thing that was done."""
    form = SeenForm()
    if not form.validate_on_submit():
        return _sheet_page(reference, {"undo": form})
    try:
        kind = actions.undo(reference, seen=form.seen.data or "", actor=required_viewer())
    except Refused as refused:
        refuse(form, refused)
        return _sheet_page(reference, {"undo": form})
    flash(_("Undone: %(what)s.", what=checking_words.step_name(kind).lower()))
    return redirect(url_for("checking.sheet", reference=reference, **_filters()), 303)


def _act(
    reference: str,
    which: str,
    form: Any,
    act: Callable[..., None],
    *,
    onwards: bool = False,
    **facts: Any,
) -> ResponseReturnValue:
    """Do one thing; then go on to the next nomination, or show this one again."""
    if not form.validate_on_submit():
        return _sheet_page(reference, {which: form})
    try:
        act(reference, seen=form.seen.data or "", actor=required_viewer(), **facts)
    except Refused as refused:
        refuse(form, refused)
        return _sheet_page(reference, {which: form})
    if not onwards:
        return redirect(
            url_for("checking.sheet", reference=reference, done=reference, **_filters()), 303
        )
    _before, after = queries.neighbours(required_viewer(), _sieve(), reference, received())
    if after is None:
        return redirect(url_for("checking.queue", done=reference, **_filters()), 303)
    return redirect(url_for("checking.sheet", reference=after, done=reference, **_filters()), 303)


def _sheet_page(reference: str, sent: Forms) -> ResponseReturnValue:
    viewer = required_viewer()
    held = queries.sheet(viewer, reference)
    forms = {**_forms(held), **sent}
    for form in sent.values():
        form.seen.data = held.edition  # from here on they have read how it stands
    found = _directory(held)
    categories = schemes.categories(schemes.round_card(held.round_id).scheme.id)
    forms["decline"].offer(checking_letters.kind_words(held.nominee.name))
    forms["redact"].offer([mark for line in held.words for mark in line.marked])
    forms["link"].offer(found)
    forms["part"].offer(held.nominee)
    forms["move"].offer(categories, held.category_id)
    forms["ask"].offer()
    earlier, later = queries.neighbours(viewer, _sieve(), reference, received())
    done = request.args.get("done", "")
    page = render_template(
        "nominations/checking_sheet.html",
        sheet=held,
        acts=forms,
        opened=set(sent),
        forms_with_errors=list(sent.values()) or [forms["accept"]],
        found=found,
        details={one.value: one.detail for one in found},
        find=_typed_name(held),
        categories=categories,
        filters=_filters(),
        earlier=earlier,
        later=later,
        relationship=relationship_name(held.nominator.relationship),
        last=queries.last_act(viewer, done) if done else None,
        pieces=pieces,
        at=received(),
        say=checking_words,
    )
    return page, 422 if any(form.errors for form in sent.values()) else 200


def _forms(held: CheckSheet) -> Forms:
    """Return every form of the page, empty; each tells which edition the page shows."""
    kinds: Forms = {
        "accept": SeenForm,
        "decline": DeclineForm,
        "redact": RedactForm,
        "link": LinkForm,
        "other": OtherForm,
        "part": PartForm,
        "move": MoveForm,
        "ask": AskForm,
        "undo": SeenForm,
    }
    return {name: kind(formdata=None, seen=held.edition) for name, kind in kinds.items()}


def _typed_name(held: CheckSheet) -> str:
    return request.args.get("find", "").strip()[:LONGEST_SEARCH] or held.nominee.name


def _directory(held: CheckSheet) -> list[queries.Nominee]:
    """Return whom of the directory a described nominee may be; nobody for one who is linked."""
    if held.nominee.kind != "described":
        return []
    scheme = schemes.round_card(held.round_id).scheme
    return queries.likely(_typed_name(held), held.nominee.detail, scheme.organisation_ids)


def _number(typed: str | None) -> int:
    """Return the number typed; 0, which no row has, where there is none."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
