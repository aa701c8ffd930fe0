"""Which signal goes where in an open workshop: the one block to read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from facilitator_app.app.presses import Presses

if TYPE_CHECKING:
    from facilitator_app.app.desks import WorkshopDesks

Wire = tuple[object, object]
"""A signal, and the slot or signal it goes to."""


def connect(desks: WorkshopDesks) -> None:
    """Connect everything; what is not in these lists happens nowhere."""
    presses = Presses(desks)
    all_wires = (
        _presses(desks, presses),
        _file(desks),
        _console(desks),
        _time(desks, presses),
        _seating(desks, presses),
        _capture(desks, presses),
    )
    for wires in (
        *all_wires,
        _lights_and_report(desks),
        _agenda(desks),
        _prepare(desks),
        _table_pages(desks),
        _teams(desks),
    ):
        for signal, slot in wires:
            signal.connect(slot)  # type: ignore[attr-defined]  # a bound signal has connect


def _presses(desks: WorkshopDesks, presses: Presses) -> tuple[Wire, ...]:
    return (
        (desks.actions.requested, presses.press),
        (presses.answered, desks.shown),
        (desks.closed, presses.stop),
    )


def _file(desks: WorkshopDesks) -> tuple[Wire, ...]:
    store, news, workshop = desks.workshop.store, desks.news, desks.workshop
    return (
        (workshop.record_changed, desks.take_changes),
        (workshop.ticked, desks.show_run),
        (store.failed, news.take_failure),
        (store.saved, news.take_saved),
        (store.not_saved, news.take_not_saved),
        (store.space, news.take_space),
        (store.backed_up, news.take_backup),
        (store.backup_failed, news.take_failed_backup),
        (news.said, desks.show_saved),
        (desks.rail.chosen, desks.go),
        (desks.widget.files_dropped, desks.files_dropped),
    )


def _console(desks: WorkshopDesks) -> tuple[Wire, ...]:
    console, run, projector, workshop = desks.console, desks.run, desks.projector, desks.workshop
    return (
        (console.next_requested, desks.go_on_from),
        (console.back_requested, run.go_back),
        (console.pause_toggled, run.toggle_pause),
        (console.adjust_requested, run.adjust),
        (console.jump_requested, run.jump),
        (console.start_corrected, run.correct_start),
        (console.past_start_corrected, run.correct_past_start),
        (console.gap_left_out, lambda _seconds: workshop.answer_gap(count=False)),
        (console.gap_counted, partial(workshop.answer_gap, count=True)),
        (console.scene_requested, projector.choose),
        (console.seats_requested, projector.hold_seats),
        (console.follow_requested, partial(projector.choose, None)),
        (console.blank_toggled, projector.blank),
        (console.lights_requested, partial(desks.go, "lights")),
        (console.parking_noted, desks.console_notes.note_parking),
        (console.parking_status_changed, run.answer_parking),
        (console.action_noted, desks.console_notes.note_action),
        (console.action_agreed, run.agree_action),
        (console.report_requested, partial(desks.go, "report")),
        (projector.scene_changed, console.show_scene),
        (projector.time_changed, console.show_time),
        (projector.status_changed, desks.show_room),
        (projector.lost, desks.news.take_lost_projector),
        (projector.found, desks.news.take_found_projector),
        (desks.battery.timeout, desks.show_battery),
    )


def _time(desks: WorkshopDesks, presses: Presses) -> tuple[Wire, ...]:
    console, run, recovering, guests = desks.console, desks.run, desks.recovering, desks.guests
    return (
        (recovering.offered, presses.show_offer),
        (recovering.plans_wanted, presses.open_plans),
        (recovering.points_found, console.side.guests.show_points),
        (console.plan_chosen, recovering.apply),
        (console.offer_put_off, recovering.put_off),
        (console.deciding_changed, presses.show_states),
        (console.interpreter_toggled, run.toggle_interpreter),
        (console.turn_skipped, run.skip_turn),
        (console.turns_swapped, run.swap_turns),
        (console.turn_put_off, run.put_turn_off),
        (console.timer_started, run.start_timer),
        (console.timer_ended, run.end_timer),
        (console.guest_kept, guests.keep),
        (console.guest_removed, guests.remove),
        (console.guest_status_chosen, guests.set_status),
        (console.guest_step_requested, presses.step_guest),
        (console.speak_requested, guests.speak),
        (console.language_asked, desks.languages.weigh),
        (console.language_switched, desks.languages.switch),
        (console.action_requested, presses.press),
    )


def _seating(desks: WorkshopDesks, presses: Presses) -> tuple[Wire, ...]:
    side, seating = desks.console.side, desks.seating
    return (
        (desks.console.attendance_changed, seating.mark),
        (side.people.leaving, seating.leave),
        (side.walk_in.came, seating.walk_in),
        (side.seated.confirmed, seating.confirm),
        (side.seats.accepted, seating.accept),
        (side.seats.put_off, seating.put_off),
        (seating.asked, presses.show_states),
    )


def _capture(desks: WorkshopDesks, presses: Presses) -> tuple[Wire, ...]:
    capture, desk, run = desks.capture, desks.desk, desks.run
    return (
        (capture.point_started, desk.begin_point),
        (capture.typed, desks.take_typed),
        (desks.news.acknowledged, capture.show_draft_saved),
        (capture.settled, desk.settle),
        (capture.status_chosen, desk.set_status),
        (capture.publish_chosen, desk.hide),
        (capture.direction_chosen, desk.set_direction),
        (capture.move_requested, desk.move),
        (capture.delete_requested, desk.delete),
        (capture.next_requested, presses.go_on),
        (capture.adjust_requested, run.adjust),
        (capture.parking_noted, desks.capture_notes.note_parking),
        (capture.action_noted, desks.capture_notes.note_action),
    )


def _lights_and_report(desks: WorkshopDesks) -> tuple[Wire, ...]:
    lights, report, reporting = desks.lights, desks.report, desks.reporting
    return (
        (lights.rated, desks.desk.rate),
        (lights.evidence_settled, desks.desk.note_evidence),
        (report.text_settled, desks.written.settle),
        (report.place_requested, desks.go),
        (report.report_requested, reporting.make),
        (report.cancel_requested, reporting.worker.cancel),
        (report.export_requested, reporting.ask_package),
        (report.open_requested, reporting.open_file),
        (report.folder_requested, reporting.open_folder),
        (reporting.worker.progressed, reporting.show_progress),
        (reporting.worker.finished, reporting.show_done),
        (reporting.worker.failed, reporting.show_failed),
    )


def _agenda(desks: WorkshopDesks) -> tuple[Wire, ...]:
    prepare, plan = desks.prepare, desks.prepare.agenda_plan
    agenda, panel, answers = prepare.agenda, prepare.agenda.side.panel, prepare.answers
    return (
        (agenda.minutes_chosen, plan.set_minutes),
        (agenda.move_requested, plan.move),
        (agenda.park_requested, plan.park),
        (agenda.duplicate_requested, plan.duplicate),
        (agenda.split_requested, plan.split),
        (agenda.shorten_requested, plan.shorten),
        (agenda.remove_requested, plan.remove),
        (agenda.insert_requested, plan.insert),
        (agenda.day_changed, plan.set_day),
        (agenda.remedies_requested, answers.find_remedies),
        (agenda.remedy_chosen, plan.apply_remedy),
        (agenda.hints_requested, answers.tell_hints),
        (agenda.language_considered, answers.weigh_language),
        (agenda.language_chosen, answers.choose_language),
        (agenda.change_over_chosen, plan.set_change_over),
        (agenda.print_requested, prepare.printing.make),
        (desks.workshop.store.failed, prepare.show_again),
        (panel.stage_chosen, plan.set_stage),
        (panel.least_chosen, plan.set_least),
        (panel.anchor_chosen, plan.set_anchor),
        (panel.mark_chosen, plan.set_mark),
        (panel.text_settled, plan.settle_text),
    )


def _prepare(desks: WorkshopDesks) -> tuple[Wire, ...]:
    prepare, plan = desks.prepare, desks.plan
    people, tables = prepare.people, prepare.tables
    return (
        (people.import_requested, prepare.ask_roster),
        (people.list_pasted, prepare.show_roster),
        (people.preview_accepted, prepare.accept_roster),
        (people.preview_refused, prepare.refuse_roster),
        (people.person_changed, plan.change_person),
        (people.person_added, plan.add_person),
        (people.withdrawn_chosen, plan.withdraw),
        (people.attendance_changed, plan.mark_attendance),
        (tables.plan_requested, prepare.plan),
        (tables.plan_cancelled, prepare.planner.cancel),
        (tables.move_requested, plan.seat),
        (tables.swap_requested, plan.swap),
        (tables.lock_requested, plan.lock),
        (tables.kind_requested, plan.set_round_kind),
        (tables.role_requested, plan.set_role),
        (tables.print_requested, prepare.cards.make),
        (prepare.planner.progressed, prepare.show_plan_progress),
        (prepare.planner.finished, prepare.write_plan),
        (prepare.planner.failed, prepare.plan_failed),
    )


def _table_pages(desks: WorkshopDesks) -> tuple[Wire, ...]:
    pages, wishing = desks.prepare.pages, desks.prepare.wishing
    wishes, choice, room = pages.wishes, pages.choice, desks.prepare.room_plan
    return (
        (desks.workshop.record_changed, pages.take_record),
        (desks.workshop.record_changed, desks.prepare.show_room_plan),
        (room.shown, desks.prepare.show_room_plan),
        (room.table_placed, desks.plan.place_table),
        (room.doors_chosen, desks.plan.set_doors),
        (room.layout_reset, desks.plan.reset_places),
        (wishes.shown, pages.show_wishes),
        (wishes.wished, wishing.add),
        (wishes.wish_removed, wishing.remove),
        (wishes.interpreter_removed, wishing.remove_interpreter),
        (wishes.mix_chosen, wishing.set_mix),
        (choice.shown, pages.show_choices),
        (choice.tables_chosen, pages.choose),
        (choice.try_requested, pages.try_all),
        (choice.cancel_requested, pages.stop_trying),
        (pages.weigher.finished, pages.take_choices),
        (pages.weigher.failed, pages.weighing_failed),
        (pages.trier.finished, pages.take_found),
        (pages.trier.failed, pages.trial_failed),
    )


def _teams(desks: WorkshopDesks) -> tuple[Wire, ...]:
    prepare, plan, teams = desks.prepare, desks.plan, desks.prepare.teams
    teaming = prepare.teaming
    return (
        (prepare.tables.shown, teams.show_workshop),
        (teams.chosen, plan.choose_cluster),
        (teams.cluster_added, plan.add_cluster),
        (teams.cluster_renamed, plan.rename_cluster),
        (teams.cluster_ticked, plan.select_cluster),
        (teams.form_requested, teaming.form),
        (teams.used, teaming.use),
        (teaming.former.finished, teaming.show),
        (teaming.former.failed, teaming.show_failed),
    )
