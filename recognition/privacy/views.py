"""What the application needs of this room: its pages."""

from flask import Blueprint

from recognition.privacy import erasing_views, retention_views, subject_access_views

blueprints: tuple[Blueprint, ...] = (
    retention_views.bp,
    subject_access_views.bp,
    erasing_views.bp,
)
