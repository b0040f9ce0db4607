; Captures: @call of a function that may ask for a flag.
(call_expression
  function: [(identifier) @_function (member_expression property: (property_identifier) @_function)]
  (#any-of? @_function
    "isEnabled" "getVariant" "isFeatureEnabled" "isFlagEnabled" "isFeatureFlagEnabled" "useFeatureFlag"
    "useFeatureFlagEnabled" "useUiFlag" "useFeatureIsOn" "useFeatureValue" "getFeatureFlag" "featureFlag"
    "useFeatureFlagVariantKey" "checkGate" "useFeatureFlagPayload" "isFeatureOn" "hasFeatureFlag"
    "getFeatureFlagValue" "useGate" "useFeatureGate" "variation" "variationDetail" "boolVariation" "stringVariation"
    "numberVariation" "jsonVariation" "useFlag" "useVariant" "isOn" "isOff" "getFeatureValue" "evalFeature"
    "useFeature" "hasFeature" "getValueAsync" "getValue" "flag"
    "getBooleanValue" "getStringValue" "getNumberValue" "getObjectValue" "getBooleanDetails" "getStringDetails"
    "getNumberDetails" "getObjectDetails" "useBooleanFlagValue" "useStringFlagValue" "useNumberFlagValue"
    "useObjectFlagValue" "useBooleanFlagDetails" "useStringFlagDetails" "useNumberFlagDetails"
    "useObjectFlagDetails")) @call
