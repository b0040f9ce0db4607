; Captures: @function what is called by its name.
(call function: [(identifier) (attribute)] @function)
