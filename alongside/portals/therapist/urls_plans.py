"""The addresses of a team's plans."""

from django.urls import path

from alongside.portals.therapist import (
    matrix,
    plan_decision,
    plan_goals,
    plan_papers,
    plan_services,
    plan_signing,
    plans,
)

app_name = "plans"
version = "versions/<uuid:pk>/"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("<uuid:child>/", plans.plan, name="plan"),
    path("<uuid:child>/start/", plans.start, name="start"),
    path("<uuid:child>/compare/", plans.compare, name="compare"),
    path(version, plans.version, name="version"),
    path(version + "print/", plan_papers.document, name="print"),
    path(version + "print/plain/", plan_papers.plain, name="print_plain"),
    path(version + "text/", plans.text, name="text"),
    path(version + "review/", plans.review, name="review"),
    path(version + "share/", plan_signing.share, name="share"),
    path(version + "send/", plan_signing.send, name="send"),
    path(version + "take-back/", plan_signing.take_back, name="take_back"),
    path(version + "agree/", plan_signing.agree, name="agree"),
    path(version + "sign/", plan_signing.sign, name="sign"),
    path(version + "put-in-force/", plan_signing.put_in_force, name="put_in_force"),
    path(version + "change/", plan_signing.amend, name="amend"),
    path(version + "end/", plan_signing.end, name="end"),
    path(version + "comment/", plan_signing.comment, name="comment"),
    path(version + "goals/add/", plan_goals.add, name="goal_add"),
    path(version + "goals/bank/", plan_goals.bank, name="goal_bank"),
    path(version + "goals/<uuid:goal>/", plan_goals.change, name="goal"),
    path(version + "goals/<uuid:goal>/move/", plan_goals.move, name="goal_move"),
    path(version + "goals/<uuid:goal>/remove/", plan_goals.remove, name="goal_remove"),
    path(version + "goals/<uuid:goal>/steps/", plan_goals.objective_add, name="objective_add"),
    path(
        version + "goals/<uuid:goal>/steps/<uuid:objective>/",
        plan_goals.objective_change,
        name="objective_change",
    ),
    path(version + "goals/<uuid:goal>/places/", matrix.places, name="places"),
    path(version + "services/add/<slug:discipline>/", plan_services.add, name="service_add"),
    path(version + "services/<uuid:service>/", plan_services.change, name="service"),
    path(version + "services/<uuid:service>/remove/", plan_services.remove, name="service_remove"),
    path(version + "services/<uuid:service>/model/", plan_decision.decide, name="decide"),
    path(version + "services/<uuid:service>/fit/", plan_decision.why, name="fit"),
    path(version + "matrix/", matrix.show, name="matrix"),
    path(version + "matrix/cell/", matrix.cell, name="matrix_cell"),
    path(version + "matrix/home/", matrix.home_add, name="home_add"),
    path(version + "matrix/home/<uuid:home>/", matrix.home_change, name="home_change"),
]
