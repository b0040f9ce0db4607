; Captures: @name bound to @value, a call or what is made with `new`; a member that is assigned counts by its last part.
(variable_declarator name: (identifier) @name value: (_) @value)
(assignment_expression left: [(identifier) (member_expression)] @name right: [(call_expression) (new_expression)] @value)
