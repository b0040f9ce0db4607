; Captures: @key and @value of an object's member.
(pair key: [(property_identifier) (string)] @key value: (_) @value)
