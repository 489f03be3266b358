"""Packs for communications teams: choosing, ordering, exporting."""
