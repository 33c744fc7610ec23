#!/usr/bin/perl
# Checks a journal of Cochair's, as docs/journal-format.md describes it, with nothing of Cochair's own.
#
#     perl check.pl cochair.db [HEAD ...]
#
# Needs perl and the command line of SQLite (on Debian: apt-get install perl sqlite3); no module that
# does not come with perl. It only reads, and never prints what anybody said.
#
# One line for each meeting: OK and its head, or BAD and the first row that is not as it should be.
# After it, as far as the chain holds: UNLAWFUL and an event that no version of Cochair would have
# written there; DOUBLED and a message that stands in the record a second time, which is no forgery.
# One line for each HEAD that was kept elsewhere (a line such as cochair:trust-3:412:<hash>, or the
# hash alone): HELD if it is the hash of a good row, or LOST. Ends with 0 if all is well or only
# doubled, with 1 if something is not, with another number if the file cannot be read.

use strict;
use warnings;
use Cwd qw(realpath);
use Digest::SHA qw(sha256 sha256_hex);
use JSON::PP ();

my ($file, @heads) = @ARGV;
die "usage: perl check.pl cochair.db [HEAD ...]\n" unless defined $file;

# Which file it is ----------------------------------------------------------------------------------

$file = realpath($file) // $file;    # the log lies beside the file, not beside a link to it
open(my $bytes, '<:raw', $file) or die "$file: $!\n";
read($bytes, my $start, 100);
die "$file: not a journal of Cochair's\n"
    unless length($start) == 100 and substr($start, 0, 16) eq "SQLite format 3\0"
    and substr($start, 68, 4) eq 'CoCh';
close($bytes);

# The rows, one a line, each value in hexadecimal, "-" for NULL -------------------------------------

sub hexed {
    return join(', ', map { "CASE WHEN $_ IS NULL THEN '-' ELSE hex($_) END" } @_);
}

my $sql = join(' ',
    'BEGIN;',    # one view of the file, whatever a bot writes meanwhile
    "SELECT 'version', user_version FROM pragma_user_version;",
    "SELECT 'text',", hexed(qw(meeting seq field salt text erased_at)), 'FROM texts;',
    "SELECT 'event',", hexed(qw(meeting seq at kind version actor payload prev_hash hash)),
    'FROM events ORDER BY meeting, seq;');
# Where there is no log beside it nobody writes, and SQLite is told to leave none there itself.
(my $uri = $file) =~ s/([^\w.\/~-])/sprintf('%%%02X', ord $1)/ge;
$uri = "file:$uri?" . (-e "$file-wal" ? 'mode=ro' : 'immutable=1');
open(my $rows, '-|', 'sqlite3', '-readonly', '-batch', '-init', '/dev/null',
    '-list', '-noheader', '-separator', ' ', $uri, $sql)
    or die "sqlite3: $!\n";

my %texts;     # meeting -> place -> [salt, text, erased_at]; a place is "seq field"
my %events;    # meeting -> its rows in order
while (my $line = <$rows>) {
    chomp $line;
    my ($kind, @values) = split / /, $line, -1;
    if ($kind eq 'version') {
        die "$file: of version $values[0]; this program knows 4\n" if $values[0] > 4;
        next;
    }
    my ($meeting, @rest) = map { $_ eq '-' ? undef : pack('H*', $_) } @values;
    if ($kind eq 'text') {
        my ($seq, $field, @text) = @rest;
        $texts{$meeting}{"$seq $field"} = \@text;
    }
    else {
        push @{ $events{$meeting} }, \@rest;
    }
}
close($rows) or die "$file: sqlite3 cannot read it\n";

# The rules of the page -----------------------------------------------------------------------------

sub netstring { return length($_[0]) . ':' . $_[0] . ',' }

# Every digest in a payload, by its field.
sub digests {
    my ($value, @path) = @_;
    if (ref $value eq 'HASH') {
        if (keys %$value == 1 and exists $value->{words}) {
            return defined $value->{words} ? (join('.', @path) => $value->{words}) : ();
        }
        return map { digests($value->{$_}, @path, $_) } sort keys %$value;
    }
    if (ref $value eq 'ARRAY') {
        return map { digests($value->[$_], @path, $_) } 0 .. $#$value;
    }
    return ();
}

sub utf8 { my ($text) = @_; utf8::encode($text); return $text }

my %good;    # every hash that was found good

# What is wrong with a meeting: the seq and a word about it; or nothing, and then its last seq and hash.
sub walk {
    my ($meeting) = @_;
    my %left = %{ $texts{$meeting} || {} };
    my ($last, $prev) = (0, sha256(netstring('cochair meeting 1') . netstring($meeting)));
    my (%gone, %named);
    my %course = (meeting => $meeting);
    for my $row (@{ $events{$meeting} || [] }) {
        my ($seq, $at, $kind, $version, $actor, $payload, $prev_hash, $hash) = @$row;
        # 1: no gap
        return ($last + 1, 'events: a row is missing') if $seq > $last + 1;
        return ($seq, 'events: a row too many') if $seq < $last + 1;
        # 2: the chain
        return ($seq, 'events: it does not hold on to the row before it') if $prev_hash ne $prev;
        my $framed = join('', map { netstring($_) }
            'cochair event 1', $prev, $meeting, $seq, $at, $kind, $version,
            defined $actor ? "=$actor" : '', $payload);
        return ($seq, 'events: it does not give its hash') if $hash ne sha256($framed);
        my $value = eval { JSON::PP->new->utf8->decode($payload) };
        return ($seq, 'events: the payload is not JSON') unless ref $value eq 'HASH';
        # 3: the texts
        my %digest = digests($value);
        for my $field (sort keys %digest) {
            my $place = "$seq " . utf8($field);
            my $text = delete $left{$place};
            return ($seq, 'texts: one is missing') unless $text;
            my ($salt, $said, $erased_at) = @$text;
            if (defined $erased_at and not defined $salt and not defined $said) {
                $gone{$place} = $erased_at;
                next;
            }
            my $whole = (defined $salt and defined $said and not defined $erased_at);
            return ($seq, 'texts: one does not give its digest')
                unless $whole and sha256_hex($salt . $said) eq $digest{$field};
        }
        # For 5 and 6: what the erasures name
        if ($kind eq 'TextsErased') {
            return ($seq, 'events: an erasure names no texts') unless ref $value->{texts} eq 'ARRAY';
            for my $each (@{ $value->{texts} }) {
                return ($seq, 'events: an erasure names no texts')
                    unless ref $each eq 'HASH' and defined $each->{seq} and defined $each->{field};
                $named{"$each->{seq} " . utf8($each->{field})}{$at} = 1;
            }
        }
        $good{ unpack('H*', $hash) } = 1;
        follow(\%course, $seq, $at, $kind, $value);
        ($last, $prev) = ($seq, $hash);
    }
    # 4: nothing is left over
    my ($over) = in_order(keys %left);
    return ((split / /, $over)[0], 'texts: one that belongs to no event') if defined $over;
    # 5: an erased text is named, at that time; 6: a text that is named is erased
    my %both = (%gone, %named);
    for my $place (in_order(keys %both)) {
        my ($seq) = split / /, $place;
        return ($seq, 'texts: one is there that an event says was erased') unless defined $gone{$place};
        return ($seq, 'texts: one was erased, and no event says so') unless $named{$place}{ $gone{$place} };
    }
    return (undef, $last, unpack('H*', $prev));
}

# The course of a meeting ----------------------------------------------------------------------------

my %odd;    # meeting -> lines about events that are not lawful, and about messages that stand twice
my $unlawful = 0;

# What may stand behind the close.
my %late = map { $_ => 1 } qw(AmendmentDecided AmendmentProposed ContributionRemoved ExportGiven
    ExportRefused FileKept FileLeftOut FileWithdrawn HeldReturned MinutesAdopted MinutesDrafted
    MinutesFrozen TextsErased);

# Take up an event; note what is wrong with it. What is not lawful changes nothing for those after it.
sub follow {
    no warnings qw(uninitialized numeric);    # a forged payload may lack anything
    my ($course, $seq, $at, $kind, $value) = @_;
    my $why = wrong(@_);
    if (defined $why) {
        $unlawful = 1;
        push @{ $odd{ $course->{meeting} } }, "#$seq, $kind: $why";
        return;
    }
    $course->{at} = $at;
    $course->{convened} = $course->{$kind} = 1;
    my ($turn, $person) = @{$value}{qw(turn person)};
    if (exists $value->{edition} and $value->{edition} > ($course->{edition} // 0)) {
        $course->{edition} = $value->{edition};
    }
    if ($kind eq 'RulesAccepted') { $course->{agreed}{$person} = 1 }
    # Later versions also record what somebody sent who has left the table since.
    if ($kind eq 'ConsentWithdrawn' or $kind eq 'SeatLeft' and not $course->{edition}) {
        delete $course->{agreed}{$person};
    }
    if ($kind eq 'FloorRequested') { $course->{requests}++ }
    if ($kind eq 'MessageHeld') { $course->{held}++ }
    if ($kind eq 'TurnStarted') {
        $course->{turns}++;
        $course->{had}{$turn} = $person;
        $course->{floor} = $turn;
    }
    if ($kind eq 'TurnInterrupted') { @{$course}{qw(interrupted floor)} = ($turn, undef) }
    if ($kind eq 'TurnTakenUp') { @{$course}{qw(interrupted floor)} = (undef, $turn) }
    if ($kind eq 'TurnEnded') {
        my $which = ($course->{floor} // 0) == $turn ? 'floor' : 'interrupted';
        $course->{$which} = undef;
    }
    if ($kind eq 'ContributionMade' or $kind eq 'MessageHeld') {
        my $first = $course->{messages}{ $value->{message} } //= $seq;
        push @{ $odd{"$course->{meeting}\0"} }, "#$seq, the message of #$first" if $first != $seq;
    }
}

# Why an event is not lawful where it stands, by what has held in every version; nothing if it is.
sub wrong {
    no warnings qw(uninitialized numeric);
    my ($course, $seq, $at, $kind, $value) = @_;
    return 'its time is before that of the event before it' if $at < ($course->{at} // $at);
    return 'a meeting is convened first, and once'
        if ($kind eq 'MeetingConvened') == ($course->{convened} // 0);
    return 'the meeting was closed before' if $course->{MeetingClosed} and not $late{$kind};
    my ($turn, $person) = @{$value}{qw(turn person)};
    my ($floor, $had) = ($course->{floor} // 0, $course->{had} // {});
    if ($kind eq 'TurnStarted') {
        return 'somebody else has the floor' if $floor;
        return 'its number is not the next one' if $turn != ($course->{turns} // 0) + 1;
    }
    if ($kind eq 'TurnEnded') {
        return 'that turn is not under way'
            unless $turn == $floor or $turn == ($course->{interrupted} // 0);
        return 'it was the turn of somebody else' if $had->{$turn} ne $person;
    }
    if ($kind eq 'ContributionMade') {
        return 'the meeting was not open yet' unless $course->{MeetingOpened};
        return 'that person had not agreed to be recorded' unless $course->{agreed}{$person};
        return undef unless defined $turn;
        return 'that person did not have that turn' if ($had->{$turn} // '') ne $person;
        # Later versions hear what was sent in a turn also when it is over, after an outage.
        return 'that turn is not under way' if not $course->{edition} and $turn != $floor;
    }
    return 'its number is not the next one'
        if $kind eq 'FloorRequested' and $value->{request} != ($course->{requests} // 0) + 1
        or $kind eq 'MessageHeld' and $value->{held} != ($course->{held} // 0) + 1;
    return undef;
}

sub in_order {
    return map { $_->[1] }
        sort { $a->[0] <=> $b->[0] or $a->[1] cmp $b->[1] }
        map { [ (split / /, $_)[0], $_ ] } @_;
}

# What to say ---------------------------------------------------------------------------------------

my $bad = 0;
my %meetings = (%events, %texts);
for my $meeting (sort keys %meetings) {
    (my $shown = $meeting) =~ s/([^\w.~-])/sprintf('%%%02X', ord $1)/ge;
    my ($seq, @found) = walk($meeting);
    if (defined $seq) {
        print "BAD  $shown #$seq, $found[0]\n";
        $bad = 1;
    }
    else {
        print "OK   cochair:$shown:$found[0]:$found[1]\n";
    }
    print "UNLAWFUL  $shown $_\n" for @{ $odd{$meeting} || [] };
    print "DOUBLED   $shown $_\n" for @{ $odd{"$meeting\0"} || [] };
}
for my $head (@heads) {
    my ($hash) = $head =~ /([0-9a-fA-F]{64})$/ or die "$head: this is no head\n";
    my $held = $good{ lc $hash };
    print $held ? 'HELD' : 'LOST', " $head\n";
    $bad = 1 unless $held;
}
exit($bad || $unlawful);
