"""The pages of this room, and who is looking at a page."""

from recognition.people import (
    account_views,
    acting_views,
    brand_views,
    clearing_views,
    exchange_views,
    language_views,
    manage_views,
    merging_views,
    person_views,
    provider_link_views,
    provider_views,
    proving_views,
    role_views,
    second_step_views,
    sign_in_views,
    team_views,
)
from recognition.people.acting_views import remember_who_acts
from recognition.people.session_views import (
    brand,
    current_viewer,
    first_page,
    kept_language,
    let_in,
    limiter,
    load_viewer,
    required_viewer,
)

__all__ = [
    "blueprints",
    "brand",
    "current_viewer",
    "first_page",
    "kept_language",
    "let_in",
    "limiter",
    "load_viewer",
    "remember_who_acts",
    "required_viewer",
]

blueprints = (
    sign_in_views.bp,
    proving_views.bp,
    account_views.bp,
    acting_views.bp,
    second_step_views.bp,
    brand_views.bp,
    manage_views.bp,
    clearing_views.bp,
    provider_views.bp,
    provider_link_views.bp,
    role_views.bp,
    person_views.bp,
    exchange_views.bp,
    merging_views.bp,
    team_views.bp,
    language_views.bp,
)
