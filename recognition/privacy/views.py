"""What the application needs of this room: its pages."""

from flask import Blueprint

blueprints: tuple[Blueprint, ...] = ()
