"""What happens by itself, and how often (seconds). Names and times only."""

BEAT_SCHEDULE = {
    "jobs-sweep": {"task": "jobs.sweep", "schedule": 15.0},
    "jobs-purge": {"task": "jobs.purge", "schedule": 86400.0},
    "quizzes-close-overdue": {"task": "quizzes.close_overdue_attempts", "schedule": 60.0},
    "quizzes-recount-statistics": {"task": "quizzes.recount_statistics", "schedule": 86400.0},
    "courses-reconcile": {"task": "courses.reconcile_completions", "schedule": 300.0},
    "courses-promise-reminders": {"task": "courses.promise_reminders", "schedule": 86400.0},
    "content-publish-scheduled": {"task": "content.publish_scheduled", "schedule": 60.0},
    "content-count-search-words": {"task": "content.count_search_words", "schedule": 3600.0},
    "guides-check-links": {"task": "guides.check_links", "schedule": 3600.0},
    "guides-promise-reminders": {"task": "guides.promise_reminders", "schedule": 86400.0},
    "listening-fold": {"task": "listening.fold", "schedule": 86400.0},
    "listening-promise-alerts": {"task": "listening.promise_alerts", "schedule": 86400.0},
    "certificates-reconcile": {"task": "certificates.reconcile_certificates", "schedule": 300.0},
}
