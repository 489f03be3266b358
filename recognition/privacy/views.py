"""What the application needs of this room: its pages."""

from flask import Blueprint

from recognition.privacy import erasing_views, keeping_views, retention_views, subject_access_views

blueprints: tuple[Blueprint, ...] = (
    keeping_views.bp,
    retention_views.bp,
    subject_access_views.bp,
    erasing_views.bp,
)
