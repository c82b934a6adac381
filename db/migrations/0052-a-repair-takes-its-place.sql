-- A repair that is offered stands beside the plan and follows nothing; taken up, it follows the head whose place it
-- takes, so that steps back lead there and the roster stays as the repair was planned on it.

grant update (follows) on plan_version to dromos_app;
