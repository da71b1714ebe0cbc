"""What the player says of itself, in the language of the page. ``{…}`` are filled in by the browser."""

from django.utils.formats import get_format
from django.utils.translation import gettext as _


def fault_sentence(fault: str, *, size: str, most: str, types: str) -> str:
    """Why a practice file would be sent back, and what to do."""
    sentences = {
        "too_big": _(
            "This file has %(size)s MB, and the portal takes %(most)s MB at most. Make the picture smaller, or take it "
            "anew with a lower quality."
        ),
        "wrong_type": _("The portal does not take files of this type. Use one of these: %(types)s."),
        "blurry": _(
            "The letters are blurry: an official could not read them. Hold the phone still and take the picture anew "
            "in good light."
        ),
        "cropped": _("A corner of the paper is missing. All four corners have to be in the picture."),
        "glare": _(
            "Light covers part of the letters. Turn the paper away from the lamp and do not use the flash."
        ),
        "wrong_document": _(
            "This is another paper than the one that is asked for. Read the name of the line again."
        ),
    }
    return sentences.get(fault, "") % {"size": size, "most": most, "types": types}


def picture_words() -> dict[str, str]:
    """What is to be seen on the drawn picture of a practice file, for those who do not see it."""
    return {
        "good": _("Photo of a paper: all four corners, sharp letters"),
        "blurry": _("Photo of a paper: the lines run into each other"),
        "cropped": _("Photo of a paper: it runs over the edge of the picture"),
        "glare": _("Photo of a paper: a white spot in the middle"),
        "wrong_document": _("Photo of a small card instead of a sheet"),
    }


def player_words() -> dict[str, str]:
    return {
        "decimal": str(get_format("DECIMAL_SEPARATOR")),
        "banner": _("PRACTICE – nothing is sent anywhere"),
        "useMadeUp": _("Use made-up data. What you type stays on this device."),
        "begin": _("Begin the exercise"),
        "goOn": _("Go on where I was"),
        "beginText": _(
            "About {count} steps with made-up data. You may make mistakes: that is what this is for."
        ),
        "offline": _("Once this page is open, it works without the internet."),
        "trials": _("Practise real trouble as well"),
        "line_lost": _("the line is lost"),
        "session_expired": _("the session expires"),
        "step": _("Step {number} of {all}"),
        "fill": _("Fill in for me"),
        "draft": _("Save a draft"),
        "draftSaved": _("Draft saved on this device."),
        "next": _("Next step"),
        "back": _("Back"),
        "hint": _("Hint"),
        "erase": _("Delete my practice data"),
        "erased": _("Your practice data has been deleted from this device."),
        "optional": _("optional"),
        "dateHelp": _("Day/month/year, for example 02/11/2026."),
        "choose": _("Choose"),
        "errors": _("There is something to mend"),
        "error": _("Error:"),
        "missing": _("Fill this in: the portal does not take a form with this field empty."),
        "leftEmpty": _("Boxes that have to be filled in were left empty."),
        "missingTick": _("Tick this box to go on."),
        "missingOption": _("Choose one."),
        "missingFile": _("Choose a file."),
        "not_a_date": _("This is no day of the calendar. Write day/month/year, for example 02/11/2026."),
        "not_a_phone": _("A telephone number has 10 digits and begins with 0."),
        "not_an_option": _("Choose one of the list."),
        "right": _("Right"),
        "wrong": _("Not quite"),
        "slip": _("Made up for this exercise"),
        "files": _("Choose one of these practice files"),
        "own": _("Or try a picture of your own (it stays on this device)"),
        "ownGood": _("{name}: {size} MB, sharp enough. It was not sent anywhere."),
        "ownType": _("{name}: the portal does not take files of this type. Use one of these: {types}."),
        "ownBig": _("{name} has {size} MB, and the portal takes {most} MB at most."),
        "ownBlurry": _("{name} looks blurry. Hold the phone still and take the picture anew in good light."),
        "shrink": _("Make it smaller for me"),
        "shrunk": _(
            "Now the picture has {size} MB. On a phone: choose a smaller size when you share or edit it."
        ),
        "notShrunk": _("This file cannot be made smaller here. Choose another."),
        "lostTitle": _("Trial: the line was lost"),
        "expiredTitle": _("Trial: the session has expired"),
        "lostText": _("Your answers are still here. Wait until the line is back, then try again."),
        "expiredText": _(
            "The portal has signed you out. What was saved as a draft is still there; the rest is gone."
        ),
        "retry": _("Try once more"),
        "signIn": _("Sign in again (pretended)"),
        "result": _("How it went"),
        "noMistakes": _("You made no mistake."),
        "oneMistake": _("You made 1 common mistake. It is good that it happened here."),
        "mistakes": _("You made {count} common mistakes. It is good that they happened here."),
        "times": _("{count} times"),
        "filled": _("“Fill in for me” helped on {count} screens. Try again without it."),
        "learned": _("What you have learned"),
        "real": _("Do it for real at {host}"),
        "print": _("Print my result"),
        "again": _("Practise once more"),
        "noWay": _("This draft leads nowhere from here: its editor has not finished it yet."),
        "title": _("PRACTICE"),
    }
