// When alerts are raised: what a template that watches can be told.

@export()
@description('When alerts are raised. What is left out has the default that stands in brackets.')
type alertThresholds = {
  @description('Percent of calls that may fail within 15 minutes, where three or more did (5).')
  @minValue(0)
  @maxValue(100)
  failedPercent: int?

  @description('Incoming calls that may go unanswered within 15 minutes while none is answered (2).')
  @minValue(0)
  unansweredCalls: int?

  @description('Incoming calls that may wait more than 8 s for an answer within 15 minutes (2).')
  @minValue(0)
  lateAnswers: int?

  @description('Milliseconds that the 95th percentile of turns may take (2000). Callers take 3 s of silence for a broken line.')
  @minValue(1)
  turnMs: int?

  @description('Calls that may wait to be begun in every minute of ten (0).')
  @minValue(0)
  pendingCalls: int?

  @description('Notifications with a token that may be refused within 15 minutes (4).')
  @minValue(0)
  refusedNotifications: int?

  @description('Requests to Graph that may be given up within 15 minutes (5).')
  @minValue(0)
  graphFailures: int?

  @description('Answers 429 of Graph within 15 minutes (20).')
  @minValue(0)
  graphThrottled: int?

  @description('ISO 8601 duration without an incoming call after which to raise an alert, such as PT6H. Left out: no such alert, since nights are quiet everywhere.')
  silence: ('PT1H' | 'PT2H' | 'PT3H' | 'PT4H' | 'PT5H' | 'PT6H' | 'P1D' | 'P2D')?
}
