"""The pages of this room, and who is looking at a page."""

from recognition.people import (
    account_views,
    manage_views,
    provider_link_views,
    provider_views,
    sign_in_views,
)
from recognition.people.session_views import (
    brand,
    current_viewer,
    let_in,
    limiter,
    load_viewer,
    required_viewer,
)

__all__ = [
    "blueprints",
    "brand",
    "current_viewer",
    "let_in",
    "limiter",
    "load_viewer",
    "required_viewer",
]

blueprints = (
    sign_in_views.bp,
    account_views.bp,
    manage_views.bp,
    provider_views.bp,
    provider_link_views.bp,
)
