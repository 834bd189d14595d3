-- Demo requests in every state, each with the history that led there. Safe to run again: what is there already is left as it is.

insert into requests
  (reference, patient, certificate, notes, state, manager_id, physician_id, created_by, created_at, state_changed_at)
select demo.reference, demo.patient, demo.certificate, demo.notes, demo.state, manager.id, physician.id, operator.id,
       utc_timestamp(3) - interval demo.days_ago day, utc_timestamp(3) - interval demo.days_ago day + interval 6 hour
from (
  select 'CR-DEMO0001' as reference, 'Lucía Fernández' as patient, 'fitness' as certificate, 'Needed for the school sports club.' as notes, 'closed' as state, 'manager@clinic.test' as manager, 'physician@clinic.test' as physician, 9 as days_ago union all
  select 'CR-DEMO0002', 'Javier Ortega', 'sick-leave', '', 'closed', 'manager@clinic.test', 'physician2@clinic.test', 8 union all
  select 'CR-DEMO0003', 'Carmen Navarro', 'vaccination', 'Travels to Colombia in March.', 'physician-assigned', 'manager@clinic.test', 'physician@clinic.test', 6 union all
  select 'CR-DEMO0004', 'Hugo Martín', 'general-health', '', 'physician-assigned', 'manager@clinic.test', 'physician2@clinic.test', 5 union all
  select 'CR-DEMO0005', 'Emma Johnson', 'disability', 'Brings the previous report on paper.', 'paid', 'manager@clinic.test', null, 4 union all
  select 'CR-DEMO0006', 'Sofía Romero', 'fitness', '', 'manager-assigned', 'manager@clinic.test', null, 3 union all
  select 'CR-DEMO0007', 'Daniel Castro', 'general-health', 'For a driving licence.', 'registered', null, null, 2 union all
  select 'CR-DEMO0008', 'Valeria Molina', 'sick-leave', '', 'registered', null, null, 1 union all
  select 'CR-DEMO0009', 'Andrés Herrera', 'fitness', 'Asked twice by mistake.', 'cancelled', null, null, 7
) as demo
join users operator on operator.email = 'operator@clinic.test'
left join users manager on manager.email = demo.manager
left join users physician on physician.email = demo.physician
order by demo.reference
on duplicate key update reference = requests.reference;

insert into request_history (request_id, actor_id, from_state, to_state, at)
select request.id, coalesce(physician.id, actor.id), step.from_state, step.to_state,
       request.created_at + interval step.position * 90 minute
from requests request
cross join (
  select 0 as position, null as from_state, 'registered' as to_state, 'operator@clinic.test' as actor union all
  select 1, 'registered', 'manager-assigned', 'admin@clinic.test' union all
  select 2, 'manager-assigned', 'paid', 'operator@clinic.test' union all
  select 3, 'paid', 'physician-assigned', 'manager@clinic.test' union all
  select 4, 'physician-assigned', 'closed', 'physician@clinic.test' union all
  select 1, 'registered', 'cancelled', 'operator@clinic.test'
) as step
join (
  select 'registered' as state, 0 as position union all
  select 'manager-assigned', 1 union all
  select 'paid', 2 union all
  select 'physician-assigned', 3 union all
  select 'closed', 4 union all
  select 'cancelled', 1
) as reached on reached.state = request.state
join users actor on actor.email = step.actor
left join users physician on step.to_state = 'closed' and physician.id = request.physician_id
where request.reference like 'CR-DEMO%'
  and (step.to_state = 'registered'
       or (step.to_state = 'cancelled' and request.state = 'cancelled')
       or (request.state <> 'cancelled' and step.to_state <> 'cancelled' and step.position <= reached.position))
  and not exists (select 1 from request_history earlier where earlier.request_id = request.id)
order by request.id, step.position;
