"""What this room refuses, with a stable code and a sentence."""

from people.errors import DomainError


class AuthoringRefused(DomainError):
    default_code = "authoring_refused"


class EnrolmentRefused(DomainError):
    default_code = "enrolment_refused"


class ProgressRefused(DomainError):
    default_code = "progress_refused"


class ImportRefused(DomainError):
    default_code = "import_refused"


class NoteRefused(DomainError):
    default_code = "note_refused"


class SurveyRefused(DomainError):
    default_code = "survey_refused"
