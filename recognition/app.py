"""Puts the house together; the only file that knows every room."""

import logging
from typing import Any

from flask import Blueprint, Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from sqlalchemy.exc import DBAPIError
from werkzeug.middleware.proxy_fix import ProxyFix

from recognition import (
    access,
    config,
    logs,
    looks,
    metrics,
    pages,
    patience,
    safety,
    speaking,
    uploads,
)
from recognition.audit import actions as audit_actions
from recognition.config import ROOT, Settings
from recognition.database import db, let_go, prepare_engine
from recognition.hall import actions as hall_actions
from recognition.hall import letter_kinds as hall_letters
from recognition.hall import views as hall_views
from recognition.hall import words as hall_words
from recognition.languages import actions as languages_actions
from recognition.languages import queries as languages_queries
from recognition.languages import views as languages_views
from recognition.limits import limits_kept_in
from recognition.mail import kinds as mail_kinds
from recognition.mail import links as mail_links
from recognition.mail.diary import Chore
from recognition.newsletter import letter_kinds as newsletter_letters
from recognition.newsletter import views as newsletter_views
from recognition.newsletter import withdrawing as newsletter_withdrawing
from recognition.newsletter.actions import holding as newsletter_holding
from recognition.nominations import actions as nominations_actions
from recognition.nominations import later as nominations_later
from recognition.nominations import letter_kinds as nominations_letters
from recognition.nominations import queries as nominations_queries
from recognition.nominations import views as nominations_views
from recognition.nominations.actions import holding as nominations_holding
from recognition.panel import actions as panel_actions
from recognition.panel import closed as panel_closed
from recognition.panel import letter_kinds as panel_letters
from recognition.panel import marks as panel_marks
from recognition.panel import views as panel_views
from recognition.panel.actions import holding as panel_holding
from recognition.panel.queries import checking as panel_checking
from recognition.panel.queries import rights as panel_rights
from recognition.people import actions as people_actions
from recognition.people import later as people_later
from recognition.people import letter_kinds as people_letters
from recognition.people import queries as people_queries
from recognition.people import twice as people_twice
from recognition.people import views as people_views
from recognition.people.actions import holding as people_holding
from recognition.privacy import subject_access_words as privacy_words
from recognition.privacy import views as privacy_views
from recognition.privacy.actions import erasing as privacy_erasing
from recognition.privacy.actions import holding as privacy_holding
from recognition.privacy.actions import retention as privacy_retention
from recognition.resources import actions as resources_actions
from recognition.resources import letter_kinds as resources_letters
from recognition.resources import views as resources_views
from recognition.resources.actions import holding as resources_holding
from recognition.revisions import MigratesWhenAsked
from recognition.schemes import queries as schemes_queries
from recognition.schemes import views as schemes_views
from recognition.schemes.actions import holding as schemes_holding
from recognition.thanks import actions as thanks_actions
from recognition.thanks import later as thanks_later
from recognition.thanks import letter_kinds as thanks_letters
from recognition.thanks import queries as thanks_queries
from recognition.thanks import sections as thanks_sections
from recognition.thanks import views as thanks_views
from recognition.thanks.actions import holding as thanks_holding
from recognition.winners import actions as winners_actions
from recognition.winners import agreeing_views as winners_agreeing
from recognition.winners import letter_kinds as winners_letters
from recognition.winners import queries as winners_queries
from recognition.winners import views as winners_views
from recognition.winners.actions import holding as winners_holding

MAX_BODY = 1 * 1024 * 1024
STATIC_SECONDS = 31_536_000
BLUEPRINTS = (
    *people_views.blueprints,
    *languages_views.blueprints,
    *resources_views.blueprints,
    *schemes_views.blueprints,
    *nominations_views.blueprints,
    *thanks_views.blueprints,
    *panel_views.blueprints,
    *winners_views.blueprints,
    *newsletter_views.blueprints,
    *privacy_views.blueprints,
    *hall_views.blueprints,
)
LETTER_KINDS = (  # in the order of a nomination's life
    *nominations_letters.KINDS,
    *thanks_letters.KINDS,
    *panel_letters.KINDS,
    *winners_letters.KINDS,
    *newsletter_letters.KINDS,
    *resources_letters.KINDS,
    *people_letters.KINDS,
    *hall_letters.KINDS,
)
CHORES: tuple[Chore, ...] = (  # what the worker does every minute
    people_actions.end_expired_roles,
    people_actions.ask_about_roles,
    people_actions.forget_old_uploads,
    nominations_actions.remind_unsent,
    thanks_actions.thank_accepted,
    thanks_actions.chase_consents,
    panel_actions.calculate_results,
    panel_actions.remind_panellists,
    resources_actions.remind_owners,
    resources_actions.check_links,
    winners_actions.tell_outcomes,
    winners_actions.retire_stories,
    audit_actions.note_head,
    privacy_retention.purge_daily,
    privacy_erasing.clean,
)
ERRANDS: tuple[Chore, ...] = (  # what somebody waits for, at every sweep
    panel_actions.calculate_asked,
)
NAVIGATION: tuple[pages.Navigation, ...] = (
    nominations_views.navigation,
    winners_views.navigation,
    resources_views.navigation,
    panel_views.navigation,
    newsletter_views.navigation,
    hall_views.navigation,
)


def create_app(settings: Settings, **overrides: Any) -> Flask:
    """Build the application.

    Args:
        settings: what the installation decides.
        overrides: Flask settings for tests, such as `TESTING`.
    """
    app = Flask(
        "recognition",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(config.INSTANCE),
    )
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True, **patience.POOL},
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        # browsers take such a name from us alone, not from our neighbours, and only over https
        SESSION_COOKIE_NAME=settings.cookie_name,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        SEND_FILE_MAX_AGE_DEFAULT=STATIC_SECONDS,
        BABEL_DEFAULT_LOCALE="en_GB",
        BABEL_DEFAULT_TIMEZONE="Europe/London",
        WTF_CSRF_TIME_LIMIT=None,  # a nomination may be written over a whole night shift
        # some hospital networks take the Referer away; the token stands for itself, and nobody
        # else can set the `__Host-` cookie that it belongs to
        WTF_CSRF_SSL_STRICT=False,
        **limits_kept_in(settings.limits_url),
    )
    app.config.update(overrides)
    logs.note_requests(app)
    if settings.metrics_token:
        metrics.count_requests(app)
    app.before_request(pages.stamp_arrival)  # before anything that takes time
    app.before_request(uploads.allow_for_files)  # before the form is read
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    _libraries(app)
    safety.protect(app)
    looks.dress(app)
    speaking.teach(
        app,
        kept=people_views.kept_language,
        better=languages_queries.better,
        awaits=languages_queries.awaits_review,
        own=schemes_queries.wordings,
    )
    _open_rooms(app)
    people_views.remember_who_acts(app)
    access.guard(
        app,
        who=people_views.current_viewer,
        sign_in="people.sign_in",
        must_prove=people_queries.must_prove,
        prove="people_proving.prove",
    )
    logging.getLogger("recognition").setLevel(logging.INFO)
    return app


def _libraries(app: Flask) -> None:
    db.init_app(app)
    app.teardown_appcontext(let_go)  # comes before the library's own, which is older
    with app.app_context():
        prepare_engine(db.engine)
        metrics.count_errors(app, db.engine)
    app.extensions["migrate"] = MigratesWhenAsked(app)
    tokens = CSRFProtect(app)
    tokens.exempt(resources_views.useful)  # a token needs a cookie; see there
    people_views.limiter.init_app(app)
    login = LoginManager()
    login.init_app(app, add_context_processor=False)  # pages about problems need nobody looked up
    login.session_protection = None  # addresses change on hospital networks; sessions are rows
    login.user_loader(people_views.load_viewer)


def _of_the_demonstration() -> tuple[Blueprint, ...]:
    from recognition.demo.views import blueprints

    return blueprints


def _introduce() -> None:
    """Tell earlier rooms what later ones know; none of them looks forward itself."""
    mail_kinds.register(*LETTER_KINDS)
    _say_who_holds_people()
    mail_links.register("sign-in", people_actions.make_sign_in_link)
    mail_links.register(nominations_queries.NOMINATION_LINK, nominations_queries.nomination_link)
    mail_links.register(nominations_queries.DRAFT_LINK, nominations_queries.draft_link)
    mail_links.register(thanks_actions.LINK, thanks_actions.thanks_link)
    mail_links.register(winners_actions.WORDS_LINK, winners_actions.words_link)
    mail_links.register(winners_actions.QUOTE_LINK, winners_queries.quote_address)
    people_twice.register(panel_rights.leads_anywhere)
    mail_links.register_waiting(thanks_actions.LINK_KIND, thanks_actions.tell)
    thanks_sections.register(winners_agreeing.section)
    nominations_later.register_dependants(thanks_queries.depends_on)
    nominations_later.register_dependants(panel_checking.reviews_depend_on)
    nominations_later.register_listener(panel_actions.words_changed)
    nominations_later.register_listener(winners_actions.drop_quotes)
    nominations_later.register_listener(winners_actions.take_words_back)
    nominations_later.register_recent_winners(winners_queries.recent_winners)
    thanks_later.register_listener(newsletter_withdrawing.tell_communications)
    thanks_later.register_listener(winners_actions.take_story_back)
    people_later.register_listener(panel_actions.tell_leads_of_leavers)
    people_later.register_before_forgetting(panel_actions.keep_leavers_apart)
    panel_marks.register(winners_views.outcome_marks)
    panel_closed.register(winners_queries.is_closed)
    privacy_words.register(hall_words.deed)
    privacy_erasing.register("notices", hall_actions.erase)


def _say_who_holds_people() -> None:
    for room in (
        people_holding,
        resources_holding,
        nominations_holding,
        thanks_holding,
        panel_holding,
        winners_holding,
        newsletter_holding,
        schemes_holding,
        languages_actions,
        hall_actions,
        privacy_holding,
    ):
        people_actions.register_people(room.PEOPLE)
    people_actions.register_teams(people_holding.TEAMS)
    people_actions.register_teams(nominations_holding.TEAMS)


def _open_rooms(app: Flask) -> None:
    demo = app.config["SETTINGS"].demo
    for blueprint in (*BLUEPRINTS, *_of_the_demonstration()) if demo else BLUEPRINTS:
        app.register_blueprint(blueprint)
    _introduce()

    @app.context_processor
    def shared() -> dict[str, Any]:
        frame: dict[str, Any] = {
            "viewer": None,
            "navigation": [],
            "brand": None,
            "demo_mode": demo,
        }
        try:
            viewer = people_views.current_viewer()
            frame["viewer"], frame["brand"] = viewer, people_views.brand()
            if not patience.gave_up():  # the page that says so shows what is known already
                frame["navigation"] = [item for ask in NAVIGATION for item in ask(viewer)]
        except DBAPIError:
            frame["viewer"] = None  # the page that says so needs a frame too
        return frame
