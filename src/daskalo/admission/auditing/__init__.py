"""Whether a ranking can be defended: envy, waste, false orders of wishes, fairness.

audit        all of it, as an object and as files
audited      the same in sentences
envy         who was passed over, which wished places stay free
misreports   who gains by a false order of wishes
insertion    one child added to a deferred acceptance that is done
fairness     how groups of children fared
suppression  small cells hidden so that no sum gives them away
"""
