-- Demo requests in every state, each with the history that led there. Safe to run again: what is there already is left as it is.

insert into requests
  (reference, patient, certificate, notes, state, manager_id, physician_id, created_by, created_at, state_changed_at)
select demo.reference, demo.patient, demo.certificate, demo.notes, demo.state, manager.id, physician.id, operator.id,
       now() - demo.days_ago * interval '1 day', now() - demo.days_ago * interval '1 day' + interval '6 hours'
from (values
  ('CR-DEMO0001', 'Lucía Fernández', 'fitness', 'Needed for the school sports club.', 'closed', 'manager@clinic.test', 'physician@clinic.test', 9),
  ('CR-DEMO0002', 'Javier Ortega', 'sick-leave', '', 'closed', 'manager@clinic.test', 'physician2@clinic.test', 8),
  ('CR-DEMO0003', 'Carmen Navarro', 'vaccination', 'Travels to Colombia in March.', 'physician-assigned', 'manager@clinic.test', 'physician@clinic.test', 6),
  ('CR-DEMO0004', 'Hugo Martín', 'general-health', '', 'physician-assigned', 'manager@clinic.test', 'physician2@clinic.test', 5),
  ('CR-DEMO0005', 'Emma Johnson', 'disability', 'Brings the previous report on paper.', 'paid', 'manager@clinic.test', null, 4),
  ('CR-DEMO0006', 'Sofía Romero', 'fitness', '', 'manager-assigned', 'manager@clinic.test', null, 3),
  ('CR-DEMO0007', 'Daniel Castro', 'general-health', 'For a driving licence.', 'registered', null, null, 2),
  ('CR-DEMO0008', 'Valeria Molina', 'sick-leave', '', 'registered', null, null, 1),
  ('CR-DEMO0009', 'Andrés Herrera', 'fitness', 'Asked twice by mistake.', 'cancelled', null, null, 7)
) as demo (reference, patient, certificate, notes, state, manager, physician, days_ago)
join users operator on operator.email = 'operator@clinic.test'
left join users manager on manager.email = demo.manager
left join users physician on physician.email = demo.physician
order by demo.reference
on conflict (reference) do nothing;

insert into request_history (request_id, actor_id, from_state, to_state, at)
select request.id, coalesce(physician.id, actor.id), step.from_state, step.to_state,
       request.created_at + step.position * interval '90 minutes'
from requests request
join (values
  (0, null, 'registered', 'operator@clinic.test'),
  (1, 'registered', 'manager-assigned', 'admin@clinic.test'),
  (2, 'manager-assigned', 'paid', 'operator@clinic.test'),
  (3, 'paid', 'physician-assigned', 'manager@clinic.test'),
  (4, 'physician-assigned', 'closed', 'physician@clinic.test'),
  (1, 'registered', 'cancelled', 'operator@clinic.test')
) as step (position, from_state, to_state, actor) on true
join (values ('registered', 0), ('manager-assigned', 1), ('paid', 2), ('physician-assigned', 3), ('closed', 4), ('cancelled', 1))
  as reached (state, position) on reached.state = request.state
join users actor on actor.email = step.actor
left join users physician on step.to_state = 'closed' and physician.id = request.physician_id
where request.reference like 'CR-DEMO%'
  and (step.to_state = 'registered'
       or (step.to_state = 'cancelled' and request.state = 'cancelled')
       or (request.state <> 'cancelled' and step.to_state <> 'cancelled' and step.position <= reached.position))
  and not exists (select 1 from request_history earlier where earlier.request_id = request.id)
order by request.id, step.position;
