"""Filling an empty database: with the demonstration, or with much data for measuring."""

from recognition.demo.actions.filling import fill
from recognition.demo.actions.loading import Loaded, load_data

__all__ = ["Loaded", "fill", "load_data"]
