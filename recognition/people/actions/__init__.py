"""Signing in and out, roles, organisations, and loading the staff directory."""

from recognition.people.actions.branding import keep_logo, remove_logo
from recognition.people.actions.clearing import clear_second_step, clear_second_step_of
from recognition.people.actions.directory import add_person
from recognition.people.actions.editing import add_to_directory, edit_person
from recognition.people.actions.holdings import (
    Held,
    Holdings,
    Moved,
    register_people,
    register_teams,
)
from recognition.people.actions.import_writing import ImportReport, Progress
from recognition.people.actions.importing import import_people, preview_import
from recognition.people.actions.languages import choose_language
from recognition.people.actions.leaving import bring_back, mark_left
from recognition.people.actions.one_person import OnePerson, look_at_one_person, make_one, part
from recognition.people.actions.organisations import (
    add_organisation,
    edit_organisation,
    first_administrator,
)
from recognition.people.actions.provider_links import forget_provider
from recognition.people.actions.proving import Proved, prove
from recognition.people.actions.role_care import (
    ask_about_roles,
    change_last_day,
    confirm_role,
    end_expired_roles,
    end_role,
)
from recognition.people.actions.roles import disable, enable, end_grant, grant
from recognition.people.actions.second_step import (
    draw_key,
    remove_second_step,
    renew_recovery_codes,
    set_up_second_step,
)
from recognition.people.actions.sessions import (
    SignedIn,
    end_one_session,
    end_other_sessions,
    end_sessions,
    sign_in_as,
    sign_out,
)
from recognition.people.actions.signing_in import ask_for_link, make_sign_in_link, sign_in
from recognition.people.actions.spelling_out import look_everybody_over
from recognition.people.actions.teams import (
    add_team,
    bring_team_back,
    end_team,
    make_one_team,
    move_people,
    rename_team,
)
from recognition.people.actions.uploading import (
    export_directory,
    forget_old_uploads,
    forget_upload,
    keep_upload,
    skip_refused_rows,
    take_in,
    upload_preview,
)
from recognition.people.actions.vouched_signing_in import sign_in_vouched

__all__ = [
    "Held",
    "Holdings",
    "ImportReport",
    "Moved",
    "OnePerson",
    "Progress",
    "Proved",
    "SignedIn",
    "add_organisation",
    "add_person",
    "add_team",
    "add_to_directory",
    "ask_about_roles",
    "ask_for_link",
    "bring_back",
    "bring_team_back",
    "change_last_day",
    "choose_language",
    "clear_second_step",
    "clear_second_step_of",
    "confirm_role",
    "disable",
    "draw_key",
    "edit_organisation",
    "edit_person",
    "enable",
    "end_expired_roles",
    "end_grant",
    "end_one_session",
    "end_other_sessions",
    "end_role",
    "end_sessions",
    "end_team",
    "export_directory",
    "first_administrator",
    "forget_old_uploads",
    "forget_provider",
    "forget_upload",
    "grant",
    "import_people",
    "keep_logo",
    "keep_upload",
    "look_at_one_person",
    "look_everybody_over",
    "make_one",
    "make_one_team",
    "make_sign_in_link",
    "mark_left",
    "move_people",
    "part",
    "preview_import",
    "prove",
    "register_people",
    "register_teams",
    "remove_logo",
    "remove_second_step",
    "rename_team",
    "renew_recovery_codes",
    "set_up_second_step",
    "sign_in",
    "sign_in_as",
    "sign_in_vouched",
    "sign_out",
    "skip_refused_rows",
    "take_in",
    "upload_preview",
]
