"""The demonstration with everything begun: an attempt that runs, files that wait, keys, refusals. What screens need to be seen."""

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from uuid import UUID

import docx
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from certificates.models import Certificate
from certificates.services import issue_certificate, revoke_certificate
from content.models import WordImport
from courses.models import Course, Enrolment, Lesson
from courses.services.importing import receive_lesson_file
from courses.services.sittings import start_course_quiz
from jobs.models import Job
from lms.demo.cast import CAST, PASSWORD
from lms.demo.courses import LESSON_FILE, SHORT
from lms.demo.files import read_docx
from lms.demo.questions import SELF_CHECK_TITLE
from people.models import User
from people.services import register_person
from quizzes.models import Attempt, Item, QuestionBank, Quiz
from quizzes.services.authoring import add_section, create_quiz
from quizzes.services.importing import check_file
from quizzes.services.shelving import create_category
from tests.support.certificates import make_completion
from tests.support.word import add_question, saved

__all__ = ["PASSWORD", "Scene", "set_scene"]
BEGUN = "CPDT-101"
TOTP_SECRET = generate_totp_secret()
PDF = b"%PDF-1.7 not a Word file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """People by the key of ``lms.demo.cast``, and one row of everything that has an address of its own."""

    people: dict[str, User]
    begun: Course
    finished: Course
    lesson: Lesson
    running: Attempt
    closed: Attempt
    certificate: Certificate
    revoked: Certificate
    bank: QuestionBank
    item: Item
    quiz: Quiz
    self_check: Quiz
    lesson_files: SimpleNamespace
    question_files: SimpleNamespace
    key: Authenticator
    confirmation: str
    reset_address: dict[str, str]


def set_scene(*, now: datetime) -> Scene:
    """What no demonstration shows, put beside it (the fixture ``demo_copy``)."""
    people = {player.key: User.objects.get(email=player.email) for player in CAST}
    begun, finished = Course.objects.get(code=BEGUN), Course.objects.get(code=SHORT)
    bank = QuestionBank.objects.get(name__contains=BEGUN)
    create_category(bank=bank, name="Thể thức văn bản")
    _give_second_factor(people["quantri"])
    newcomer = _newcomer()
    Job.objects.create(
        kind="certificates.render",
        key="scene",
        status=Job.Status.FAILED,
        tries=10,
        due_at=now,
        created_at=now,
        last_error="OSError: [Errno 28] No space left on device",
    )
    binh = Enrolment.objects.get(learner=people["binh"], course=begun)
    return Scene(
        people={**people, "brought": _brought()},
        begun=begun,
        finished=finished,
        lesson=Lesson.objects.filter(course=begun, is_published=True).order_by("position")[0],
        running=start_course_quiz(enrolment=binh, now=now),
        closed=Attempt.objects.get(learner=people["binh"], quiz=finished.final_quiz),
        certificate=Certificate.objects.get(),
        revoked=_revoked(people, finished, now),
        bank=bank,
        item=bank.items.exclude(current=None)[0],
        quiz=_drawn_quiz(bank, now),
        self_check=Quiz.objects.get(title=SELF_CHECK_TITLE),
        lesson_files=_lesson_files(begun, people["ha"], now),
        question_files=_question_files(bank, people["ha"], now),
        key=Authenticator.objects.get(user=people["quantri"], type=Authenticator.Type.WEBAUTHN),
        confirmation=EmailConfirmationHMAC(EmailAddress.objects.get(user=newcomer)).key,
        reset_address={
            "uidb36": user_pk_to_url_str(people["lan"]),
            "key": default_token_generator.make_token(people["lan"]),
        },
    )


def _give_second_factor(person: User) -> None:
    """An authenticator app, recovery codes and a key, so that every page about them has something to show."""
    TOTP.activate(person, TOTP_SECRET)
    RecoveryCodes.activate(person)
    number = {"kty": 2, "alg": -7, "crv": 1, "x": b"\x01" * 32, "y": b"\x02" * 32}
    public = {1: number["kty"], 3: number["alg"], -1: number["crv"], -2: number["x"], -3: number["y"]}
    proof = AttestedCredentialData.create(Aaguid(b"\0" * 16), b"\x07" * 16, ES256(public))
    seen = AuthenticatorData.create(
        b"\0" * 32, AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, proof
    )
    credential = {
        "id": websafe_encode(b"\x07" * 16),
        "rawId": websafe_encode(b"\x07" * 16),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(
                CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"\0" * 16, "https://localhost")
            ),
            "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    WebAuthn.add(person, "Máy tính cơ quan", credential)


def _newcomer() -> User:
    """Somebody who has signed up and has not confirmed the address."""
    email = "moi@hocvienso.example"
    person = register_person(email=email, full_name="Đặng Thị Mới", password=PASSWORD)
    EmailAddress.objects.update_or_create(
        user=person, email=email, defaults={"verified": False, "primary": True}
    )
    return person


def _brought() -> User:
    """An account that another system brought, without a password."""
    person = register_person(email="den@hocvienso.example", full_name="Vũ Thị Đến", password=PASSWORD)
    person.set_unusable_password()
    person.save()
    return person


def _revoked(people: dict[str, User], course: Course, now: datetime) -> Certificate:
    certificate = issue_certificate(completion=make_completion(people["lan"], course, now), now=now)
    revoke_certificate(
        certificate=certificate, by=people["duc"], reason="Cấp nhầm người theo báo cáo của đơn vị.", now=now
    )
    return certificate


def _drawn_quiz(bank: QuestionBank, now: datetime) -> Quiz:
    quiz = create_quiz(title="Kiểm tra giữa khóa", organisation=bank.organisation, now=now)
    add_section(quiz=quiz, draw_from=bank, draw_count=3)
    return quiz


def _lesson_files(course: Course, author: User, now: datetime) -> SimpleNamespace:
    """One file in each state an import can be in."""
    word = read_docx(LESSON_FILE)

    def received(status: str = "") -> UUID:
        batch = receive_lesson_file(data=word, filename=LESSON_FILE, course=course, by=author, now=now)
        if status:
            report = {"refused": "broken", "message": "Tệp này bị hỏng và không đọc được."}
            WordImport.objects.filter(pk=batch.pk).update(status=status, report=report)
        return batch.uuid

    applied = WordImport.objects.get(purpose=WordImport.Purpose.LESSON, status=WordImport.Status.APPLIED)
    return SimpleNamespace(
        checked=received(),
        waiting=received("waiting"),
        refused=received("refused"),
        applying=received("applying"),
        undone=received("undone"),
        applied=applied.uuid,
    )


def _question_files(bank: QuestionBank, author: User, now: datetime) -> SimpleNamespace:
    document = docx.Document()
    add_question(
        document, 1, "Văn bản đi được ký số khi nào?", ["Trước khi phát hành", "Sau khi phát hành"], [0]
    )
    add_question(document, 2, "Câu này quên đánh dấu đáp án đúng?", ["Có", "Không"], [], mark="")

    def checked(data: bytes, name: str) -> UUID:
        return check_file(data=data, filename=name, bank=bank, by=author, now=now).uuid

    applied = WordImport.objects.get(purpose=WordImport.Purpose.QUESTIONS, status=WordImport.Status.APPLIED)
    return SimpleNamespace(
        checked=checked(saved(document), "de-kiem-tra.docx"),
        refused=checked(PDF, "de.pdf"),
        applied=applied.uuid,
    )
