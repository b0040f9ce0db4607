; Captures: @name bound to a @function, as a variable, a member, or a property that is assigned.
(variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression)] @function)
(assignment_expression left: (member_expression) @name right: [(arrow_function) (function_expression)] @function)
(pair key: (property_identifier) @name value: [(arrow_function) (function_expression)] @function)
